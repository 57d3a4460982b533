"""What follows an interview: next steps, planned visits, and the reminders of both."""

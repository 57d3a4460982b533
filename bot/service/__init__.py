"""The conversation: what a person says goes in, screens come out. The same for every channel."""

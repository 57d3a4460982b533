"""The emulated methods' parameters, for when the full description of the Bot API is not at hand.

One line per method or type: `name:Type`, `!` after the name when required, `|` between alternatives,
`[]` for each level of array.
"""

from __future__ import annotations

from .model import Json

_SENDING = (
    "business_connection_id:String chat_id!:Integer|String message_thread_id:Integer "
    "direct_messages_topic_id:Integer disable_notification:Boolean protect_content:Boolean "
    "allow_paid_broadcast:Boolean message_effect_id:String suggested_post_parameters:Object "
    "reply_parameters:ReplyParameters parse_mode:String "
    "reply_markup:InlineKeyboardMarkup|ReplyKeyboardMarkup|ReplyKeyboardRemove|ForceReply "
)
_EDITING = (
    "business_connection_id:String chat_id:Integer|String message_id:Integer inline_message_id:String "
    "reply_markup:InlineKeyboardMarkup "
)
_FILE = _SENDING + "caption:String caption_entities:MessageEntity[] "

METHODS = {
    "getMe": "",
    "getUpdates": "offset:Integer limit:Integer timeout:Integer allowed_updates:String[]",
    "sendMessage": _SENDING + "text!:String entities:MessageEntity[] link_preview_options:Object",
    "sendDocument": _FILE
    + "document!:InputFile|String thumbnail:InputFile|String disable_content_type_detection:Boolean",
    "sendPhoto": _FILE + "photo!:InputFile|String show_caption_above_media:Boolean has_spoiler:Boolean",
    "editMessageText": _EDITING
    + "text:String parse_mode:String entities:MessageEntity[] link_preview_options:Object",
    "editMessageReplyMarkup": _EDITING,
    "deleteMessage": "chat_id!:Integer|String message_id!:Integer",
    "answerCallbackQuery": "callback_query_id!:String text:String show_alert:Boolean url:String "
    "cache_time:Integer",
    "answerInlineQuery": "inline_query_id!:String results!:InlineQueryResult[] cache_time:Integer "
    "is_personal:Boolean next_offset:String button:Object",
    "sendChatAction": "business_connection_id:String chat_id!:Integer|String message_thread_id:Integer "
    "action!:String",
    "setMyCommands": "commands!:BotCommand[] scope:BotCommandScope language_code:String",
    "getMyCommands": "scope:BotCommandScope language_code:String",
    "deleteMyCommands": "scope:BotCommandScope language_code:String",
    "setMyDescription": "description:String language_code:String",
    "setMyShortDescription": "short_description:String language_code:String",
    "setWebhook": "url!:String certificate:InputFile ip_address:String max_connections:Integer "
    "allowed_updates:String[] drop_pending_updates:Boolean secret_token:String",
    "deleteWebhook": "drop_pending_updates:Boolean",
    "getWebhookInfo": "",
    "getChat": "chat_id!:Integer|String",
    "getFile": "file_id!:String",
}

TYPES = {
    "InlineKeyboardMarkup": "inline_keyboard!:InlineKeyboardButton[][]",
    "InlineKeyboardButton": "text!:String icon_custom_emoji_id:String style:String url:String "
    "callback_data:String web_app:Object login_url:Object switch_inline_query:String "
    "switch_inline_query_current_chat:String switch_inline_query_chosen_chat:Object copy_text:Object "
    "callback_game:Object pay:Boolean",
    "ReplyKeyboardMarkup": "keyboard!:Object[][] is_persistent:Boolean resize_keyboard:Boolean "
    "one_time_keyboard:Boolean input_field_placeholder:String selective:Boolean",
    "ReplyKeyboardRemove": "remove_keyboard!:Boolean selective:Boolean",
    "ForceReply": "force_reply!:Boolean input_field_placeholder:String selective:Boolean",
    "MessageEntity": "type!:String offset!:Integer length!:Integer url:String user:Object language:String "
    "custom_emoji_id:String unix_time:Integer date_time_format:String",
    "ReplyParameters": "message_id!:Integer chat_id:Integer|String allow_sending_without_reply:Boolean "
    "quote:String quote_parse_mode:String quote_entities:MessageEntity[] quote_position:Integer "
    "checklist_task_id:Integer poll_option_id:String",
    "InlineQueryResult": "type!:String id!:String title!:String input_message_content!:InputMessageContent "
    "reply_markup:InlineKeyboardMarkup url:String description:String thumbnail_url:String "
    "thumbnail_width:Integer thumbnail_height:Integer",
    "InputMessageContent": "message_text!:String parse_mode:String entities:MessageEntity[] "
    "link_preview_options:Object",
    "BotCommand": "command!:String description!:String",
    "BotCommandScope": "type!:String chat_id:Integer|String user_id:Integer",
}


def _field(source: str) -> Json:
    name, _, kinds = source.partition(":")
    types = []
    for kind in kinds.split("|"):
        base = kind.replace("[]", "")
        types.append("Array of " * kind.count("[]") + base)
    return {"name": name.rstrip("!"), "required": name.endswith("!"), "types": types}


def builtin_api() -> Json:
    """The list above in the shape of the full description."""

    def entries(table: dict[str, str]) -> Json:
        return {name: {"fields": [_field(one) for one in line.split()]} for name, line in table.items()}

    return {"methods": entries(METHODS), "types": entries(TYPES)}

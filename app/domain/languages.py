"""Which languages can be analysed, and how they are called in a sentence."""

from __future__ import annotations

WITH_MODEL = frozenset({"en"})

_NAMES = {
    "ar": "Arabic",
    "bg": "Bulgarian",
    "ca": "Catalan",
    "cs": "Czech",
    "da": "Danish",
    "de": "German",
    "el": "Greek",
    "en": "English",
    "es": "Spanish",
    "et": "Estonian",
    "fa": "Persian",
    "fi": "Finnish",
    "fr": "French",
    "he": "Hebrew",
    "hi": "Hindi",
    "hr": "Croatian",
    "hu": "Hungarian",
    "id": "Indonesian",
    "it": "Italian",
    "ja": "Japanese",
    "ko": "Korean",
    "lt": "Lithuanian",
    "lv": "Latvian",
    "nl": "Dutch",
    "no": "Norwegian",
    "pl": "Polish",
    "pt": "Portuguese",
    "ro": "Romanian",
    "ru": "Russian",
    "sk": "Slovak",
    "sl": "Slovene",
    "sr": "Serbian",
    "sv": "Swedish",
    "th": "Thai",
    "tr": "Turkish",
    "uk": "Ukrainian",
    "ur": "Urdu",
    "vi": "Vietnamese",
    "zh": "Chinese",
}


def has_model(language: str) -> bool:
    """Whether a text of this ISO 639-1 language can be analysed; an unknown language ("") is tried."""
    return not language or language.split("-")[0].lower() in WITH_MODEL


def language_name(language: str) -> str:
    """The English name of an ISO 639-1 code, or the code itself."""
    return _NAMES.get(language.split("-")[0].lower(), language)


def only_for_reading(language: str) -> str:
    """What is said of an article in a language without a model."""
    return f"This article seems to be in {language_name(language)}; only English can be analysed."

# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Ten invented organisations of the kind that a coalition has. None of them exists."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Invented:
    """An organisation of the demo. `names`: language code -> name."""

    slug: str
    names: dict[str, str]
    languages: list[str]


ORGANISATIONS = [
    Invented(
        "focal-point",
        {
            "en": "The focal point desk",
            "fr": "Le point de contact",
            "zh-hans": "联络中心",
            "zh-hant": "聯絡中心",
            "bo": "འབྲེལ་གཏུག་ལྟེ་གནས།",
            "ug": "ئالاقە مەركىزى",
        },
        ["English", "Français", "中文", "བོད་ཡིག", "ئۇيغۇرچە"],
    ),
    Invented(
        "mulberry-house",
        {
            "en": "Mulberry House, Uyghur community desk",
            "fr": "Maison du Mûrier, accueil ouïghour",
            "ug": "ئۈجمە ئۆيى",
        },
        ["ئۇيغۇرچە", "English"],
    ),
    Invented(
        "snow-pass",
        {
            "en": "Snow Pass Tibetan Circle",
            "fr": "Cercle tibétain du Col des neiges",
            "bo": "གངས་ལ་བོད་མིའི་ཚོགས་པ།",
        },
        ["བོད་ཡིག", "English", "Français"],
    ),
    Invented(
        "harbour-lantern",
        {
            "en": "Harbour Lantern, Hong Kong community desk",
            "fr": "Lanterne du Port, accueil hongkongais",
            "zh-hant": "港燈會",
        },
        ["粵語", "English"],
    ),
    Invented(
        "open-square",
        {
            "en": "Open Square Democracy Forum",
            "fr": "Forum démocratique de la Place ouverte",
            "zh-hans": "广场论坛",
        },
        ["中文", "English"],
    ),
    Invented(
        "quiet-morning",
        {
            "en": "Quiet Morning Practice Association",
            "fr": "Association de pratique du Matin calme",
            "zh-hans": "静晨会",
        },
        ["中文", "English", "Français"],
    ),
    Invented(
        "island-bridge",
        {
            "en": "Island Bridge Taiwanese Society",
            "fr": "Société taïwanaise du Pont de l'île",
            "zh-hant": "島橋會",
        },
        ["中文", "台語", "English"],
    ),
    Invented(
        "wide-steppe",
        {"en": "Wide Steppe Southern Mongolian League", "fr": "Ligue sud-mongole de la Grande steppe"},
        ["ᠮᠣᠩᠭᠣᠯ", "中文", "English"],
    ),
    Invented(
        "river-church",
        {
            "en": "River Church Families",
            "fr": "Familles de l'Église de la rivière",
            "zh-hans": "河边教会家庭",
        },
        ["中文", "English"],
    ),
    Invented(
        "campus-watch-line",
        {"en": "Campus Line for Students", "fr": "Ligne étudiante du campus", "zh-hans": "校园热线"},
        ["English", "Français", "中文"],
    ),
]

FOUNDER = ORGANISATIONS[0].slug

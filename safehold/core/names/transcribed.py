# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Foreign names in Chinese characters: Tibetan and Uyghur elements by table, all others by how the characters sound."""

import functools
import re

from safehold.core.names.han import readings_of
from safehold.core.names.sounds import plain_letters, read_sounds
from safehold.core.names.spellings import split_mandarin
from safehold.core.names.tables import read_pairs, read_yaml
from safehold.core.names.tibetan import cut_characters
from safehold.core.names.tokens import Token, build_token, given_groups

_INITIALS = {"j": "dj", "q": "tch", "x": "sh", "zh": "dj", "ch": "tch", "c": "ts", "r": "r"}
_FINALS = read_pairs(
    """
    ao=o ou=o uo=o iao=io iu=iu ui=ui ong=un ang=an eng=en ing=in iang=ian iong=iun uang=uan v=u ve=ue er=r
    ue=ue
    """
)
# Characters whose sound in foreign names is not their first reading, or that stand for a consonant alone.
_OWN = read_pairs(
    """
    尔=r 儿=r 勒=l 什=sh 兹=z 茨=ts 姆=m 恩=n 夫=f 弗=f 沃=w 乌=u 吾=o 维=v 瓦=va 娃=va 亚=ya 娅=ya 雅=ya
    耶=ye 叶=ye 伊=i 依=i 义=i 尤=yu 约=yo 万=van 文=ven 温=ven 威=vi 韦=ve 卫=ve 希=hi 西=si 谢=se
    夏=sha 热=re 日=zh 茹=zhu 若=zho 让=zhan 吉=dji 基=ki 齐=tchi 奇=tch 赫=h 霍=ho 华=va 贾=dja 加=ga
    杰=de 捷=te 季=di 盖=ge 格=g 克=k 特=t 德=d 普=p 布=b 斯=s 丝=s 史=s 施=sh 木=m 沙=sha 莎=sha 乔=djo
    朱=dju 詹=dje 乃=n 甫=p
    """
)
_ROUGH = str.maketrans("pbfvtdkghszcSZCJlrmn*", "PPFFTTKKKSSSSSSSLLMM*")


@functools.cache
def _known() -> dict[str, tuple[str, frozenset[str]]]:
    groups = given_groups()
    table: dict[str, tuple[str, frozenset[str]]] = {}
    for line in str(read_yaml("uyghur.yaml")["elements"]).splitlines():
        spelled, written_forms = (part.split() for part in line.split("|"))
        found = frozenset(group for word in spelled for group in groups.get(word, ())) or frozenset(
            ("ug:" + plain_letters(spelled[0]),)
        )
        for written in written_forms:
            table[written] = (spelled[0], found)
    for line in str(read_yaml("foreign.yaml")["names"]).splitlines():
        name, characters = (part.strip() for part in line.split("|"))
        for written in characters.split():
            table.setdefault(written, (name, groups.get(name) or frozenset()))
    return table


def read_characters(text: str) -> str:
    """How characters that write a foreign word sound, in plain letters."""
    return "".join(_sound(character) for character in text)


@functools.lru_cache(maxsize=10_000)
def _sound(character: str) -> str:
    if character in _OWN:
        return _OWN[character]
    readings = readings_of(character).mandarin
    if not readings:
        return ""
    initial, final = split_mandarin(readings[0])
    if initial in {"y", "w"} and final[:1] in {"i", "u"}:
        initial = ""
    return _INITIALS.get(initial, initial) + _FINALS.get(final, final)


def tokens_of(parts: list[str]) -> tuple[Token, ...]:
    """The words of a foreign name in simplified characters; parts are what the middle dot keeps apart."""
    whole = "".join(parts)
    if 2 <= len(whole) <= 12:
        tibetan = cut_characters(whole)
        if tibetan:
            return tuple(_element(written, found) for written, found in tibetan)
    if len(parts) < 2 and len(whole) < 4:
        return ()
    return tuple(token for part in parts for piece in _servant(part) if (token := _token(piece)) is not None)


def _element(written: str, found: frozenset[str]) -> Token:
    if not found:
        letters = read_characters(written)
        return build_token(letters, (read_sounds(letters),), transcribed=True)
    element = min(found)
    return build_token(element, (read_sounds(element),), groups=frozenset("bo:" + one for one in found))


_SERVANTS = ("阿卜杜", "阿布都", "阿不都", "阿布杜", "阿卜都")


def _servant(part: str) -> tuple[str, ...]:
    """Abdu- apart, as in Latin letters."""
    if part[:3] in _SERVANTS and len(part) > 4:
        return ("阿卜杜", part[3:])
    return (part,)


def _token(part: str) -> Token | None:
    known = _known().get(part)
    if known:
        return build_token(known[0], (read_sounds(known[0]),), groups=known[1])
    letters = read_characters(part)
    if not letters:
        return None
    sounds = [read_sounds(letters)]
    if "尔" in part or "儿" in part:
        sounds.append(
            read_sounds("".join("l" if character in "尔儿" else _sound(character) for character in part))
        )
    return build_token(letters, tuple(dict.fromkeys(sounds)), transcribed=True)


def rough(bone: str) -> str:
    """Consonants by what a transcription keeps of them."""
    return re.sub(r"(.)\1+", r"\1", bone.translate(_ROUGH))

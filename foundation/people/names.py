"""Names as keys: how two spellings, or two scripts, of one name are found to be alike.

Arabic writes no short vowels and Latin transliterations of one Arabic name differ mostly in
theirs, so what is compared is the skeleton of consonants: Oumayma, Oumaïma and أميمة are all `mm`.
The article (El, Al, Ech, ال) is heard or not, and words are written together or apart
(Ben Jelloun, Benjelloun, بن جلون): a word has a skeleton without its article, and so have two
neighbours taken together.
"""

import re
import unicodedata
from itertools import pairwise

from anyascii import anyascii

_ARABIC_MARKS = re.compile(
    "[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0640\u200c-\u200f\u202a-\u202e\u2066-\u2069]"
)
# Forms of one letter, with those of Persian keyboards.
_ARABIC_FOLD = str.maketrans("أإآٱىةؤئکیې", "اااايهويكيي")
_NOT_WORD = re.compile(r"[^\w]+", re.UNICODE)
# Consonants of the Arabic letters in the Latin skeleton; alef, waw, ya, hamza and ayn carry vowels.
_ARABIC_CONSONANTS = str.maketrans(
    {
        **dict(zip("بتثجحخدذرزسشصضطظغفقكلمنهڤڥگڭڨپچژ", "bttjhkddrzsssdtdgfkklmnhffgggbsj", strict=True)),
        **dict.fromkeys("اويعء", ""),
    }
)
# Transliterations, longest first; capitals are not touched by the later ones.
_LATIN_SOUNDS = [
    ("tch", "S"), ("sch", "S"), ("ch", "S"), ("sh", "S"), ("kh", "K"), ("gh", "G"), ("dh", "D"),
    ("th", "T"), ("dj", "J"), ("ph", "F"), ("qu", "K"), ("gu", "G"), ("ck", "K"), ("x", "KS"),
]  # fmt: skip
_SOFT = [(re.compile("c(?=[eiy])"), "s"), (re.compile("g(?=[eiy])"), "j")]
_LATIN_FOLD = str.maketrans("qcpv", "kkbf")
_VOWELS = re.compile("[aeiouyw]")
_ARTICLES = {
    *("el", "al", "ul", "l", "ech", "ach", "esh", "ash", "et", "at", "ez", "az"),
    *("er", "ar", "en", "an", "ed", "ad", "es", "as", "ال"),
}
# Servants of God: Abdelkader, Abd El Kader, Abdul Kader, عبد القادر and عبدالقادر.
_SERVANT = re.compile("^(?:abd[eua]l(?=.{2})|abd[eua]l$|عبدال(?=.{2}))")
_GOD = {"الله", "لله", "له"}


def fold(text: str) -> str:
    """Lower case without accents, marks, punctuation or letter variants, in its own script."""
    text = _ARABIC_MARKS.sub("", unicodedata.normalize("NFKC", text)).translate(_ARABIC_FOLD)
    words = _NOT_WORD.sub(" ", text.replace("'", "").replace("’", "")).split()
    plain = " ".join(word if _is_arabic(word) else anyascii(word) for word in words)
    return " ".join(_NOT_WORD.sub(" ", plain).lower().split())


def word_skeletons(text: str) -> list[str]:
    """The consonants of each word that has some, without the articles."""
    return [heard[0] for heard in _heard(text)]


def skeleton(text: str) -> str:
    """The consonants of a whole name, without spaces: what spelling variants and scripts share."""
    return "".join(word_skeletons(text))


def keys(names: list[str]) -> tuple[str, str]:
    """(search_key, sound_key) of all the names one row is known by, each padded with spaces."""
    folded = dict.fromkeys(fold(name) for name in names if name)
    sounds: dict[str, None] = {}
    for name in names:
        words = _heard(name, with_articles=True)
        sounds.update(dict.fromkeys(sound for word in words for sound in word))
        sounds.update(dict.fromkeys(_joined(first, second) for first, second in pairwise(_heard(name))))
    return f" {' | '.join(folded)} ", f" {' '.join(sounds)} "


def wanted(text: str) -> list[tuple[str, set[str]]]:
    """What a search asks for: each word as written, with the skeletons by which it may be heard.

    A word is heard alone or together with a neighbour. Articles are asked for only when there is
    nothing else; a word without consonants of its own has no skeletons.
    """
    words = [word for part in fold(text).split() for word in _parts(part)]
    named = [word for word in words if word not in _ARTICLES] or words
    sounds = [_word_sounds(word) for word in named]
    asked = [(word, set(heard)) for word, heard in zip(named, sounds, strict=True)]
    for place, (first, second) in enumerate(pairwise(sounds)):
        if first and second:
            asked[place][1].add(_joined(first, second))
            asked[place + 1][1].add(_joined(first, second))
    return asked


def _heard(text: str, *, with_articles: bool = False) -> list[tuple[str, ...]]:
    """The skeletons of each word that has any; the first of each is the one without an article."""
    words = [word for part in fold(text).split() for word in _parts(part)]
    named = [word for word in words if with_articles or word not in _ARTICLES] or words
    return [sounds for word in named if (sounds := _word_sounds(word))]


def _parts(word: str) -> list[str]:
    servant = _SERVANT.match(word)
    if servant is None:
        return [word]
    return [word[:3], word[servant.end() :]] if word[servant.end() :] else [word[:3]]


def _word_sounds(word: str) -> tuple[str, ...]:
    """The skeletons of a word: without a glued article, where it may have one, and whole."""
    if word in _GOD:
        return ("l",)
    whole, arabic = _consonants(word), word.startswith("ال")
    if arabic or word[:2] in {"el", "al"}:
        bare = _consonants(word[2:]) if len(word) > 3 and not _VOWELS.match(word[2]) else ""
        if len(bare) > 1 or (bare and arabic):
            return bare, whole
    return (whole,) if whole else ()


def _joined(first: tuple[str, ...], second: tuple[str, ...]) -> str:
    """Two words as one; a consonant doubled where they meet is heard once (Ben Nani, Bennani)."""
    return first[0].removesuffix(second[0][0]) + second[0] if len(first[0]) > 1 else first[0] + second[0]


def _is_arabic(word: str) -> bool:
    return any("\u0600" <= letter <= "\u06ff" for letter in word)


def _consonants(word: str) -> str:
    if _is_arabic(word):
        word = re.sub("[هح]$", "", word) if len(word) > 2 else word
        return anyascii(word.translate(_ARABIC_CONSONANTS)).replace(" ", "")
    for pair, sound in _LATIN_SOUNDS:
        word = word.replace(pair, sound)
    for letter, sound in _SOFT:
        word = letter.sub(sound, word)
    word = re.sub(r"(.)\1+", r"\1", word.lower().translate(_LATIN_FOLD))
    word = word.removesuffix("h") if len(word) > 2 else word
    return _VOWELS.sub("", word)

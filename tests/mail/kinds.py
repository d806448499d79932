"""The kinds of mail that exist in tests alone; `notes.letter` writes them."""

KINDS = {
    "note": {"stream": "transactional", "context": "tests.mail.notes.letter"},
    "news": {"stream": "subscribed", "context": "tests.mail.notes.letter"},
}

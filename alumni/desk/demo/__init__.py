"""The demo: a made-up foundation, and public facts about Moroccan cinema. `load.load_demo` makes it."""

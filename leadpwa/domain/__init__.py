"""The showroom's rules as pure functions: no clock, no files, no network; `today` is always an argument.

Each module is one section of `docs/rules.md` and has a twin of the same name in `leadpwa/pwa/domain`.
"""

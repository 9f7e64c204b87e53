"""Keys."""


def identify(token: str):
    return None

from foundation.films.selectors.filmography import Line, filmography
from foundation.films.selectors.financing import Overview, overview
from foundation.films.selectors.premieres import Premieres, premieres, showings

__all__ = ["Line", "Overview", "Premieres", "filmography", "overview", "premieres", "showings"]

from alumni.careers.selectors.timeline import Event, timeline

__all__ = ["Event", "timeline"]

"""Days and times as they are written in Morocco, where Django's own are American or of twelve hours: the day
first, the clock of 24 hours.
"""

"""A bar small enough to stand in a line of text: a share of the target, as SVG."""

from planner.charts.palette import NEUTRAL

HEIGHT, BAR = 12, 8  # [px]
WHOLE = 2.0  # the share at which the bar is full; the target is its middle


def small_bar(share: float, colour: str, width: int = 76) -> str:
    """A bar from nothing to twice the target, with a mark at the target.

    Parameters
    ----------
    share : float
        Of the target [1]; from twice the target on the bar is full.
    colour : str
        As in ``planner.charts.palette``.
    width : int
        [px]

    Examples
    --------
    >>> small_bar(1.0, "#4889C8", 100).count('width="50.0"')
    1
    """
    filled = min(max(share, 0.0), WHOLE) / WHOLE * width
    top, middle = (HEIGHT - BAR) / 2, width / WHOLE
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{HEIGHT}" viewBox="0 0 {width} {HEIGHT}">'
        f'<rect y="{top}" width="{width}" height="{BAR}" rx="2" fill="{NEUTRAL}" fill-opacity="0.25"/>'
        f'<rect y="{top}" width="{filled:.1f}" height="{BAR}" rx="2" fill="{colour}"/>'
        f'<rect x="{middle - 0.75}" width="1.5" height="{HEIGHT}" fill="{NEUTRAL}"/></svg>'
    )

"""How sure the claims are and what measurements say of them, as one bar for each certainty."""

import altair as alt
import pandas as pd

from planner.menu.wording import count

# ground and ink by verdict, what is best known first; the number stands in each part, the words in the key.
# Each ground stands out by 3:1 from both grounds of the theme, each ink by 4.5:1 from its ground.
INKS = {
    "supported": ("#14797B", "#FFFFFF"),
    "contradicted": ("#D2772A", "#1B1916"),
    "harmful": ("#C0424A", "#FFFFFF"),
    "mixed": ("#7468C0", "#FFFFFF"),
    "weak": ("#918A7F", "#1B1916"),
    "untested": ("#756F68", "#FFFFFF"),
}
CERTAINTY = {"moderate": "Moderate", "low": "Low", "very low": "Very low", "none": "Not tested"}
SHORT = {
    "supported": "Borne out",
    "contradicted": "Contradicted",
    "harmful": "Harmful",
    "mixed": "Mixed results",
    "weak": "Hardly any evidence",
    "untested": "Not tested",
}


def evidence_table(claims: pd.DataFrame) -> pd.DataFrame:
    """Number of claims by certainty (rows) and verdict (columns), in words.

    Parameters
    ----------
    claims : pandas.DataFrame
        The table ``evidence``, or a part of it.

    Returns
    -------
    pandas.DataFrame
        Column Certainty, then one column for each verdict that occurs.

    Examples
    --------
    >>> claims = pd.DataFrame({"certainty": ["low", "low", "none"], "verdict": ["mixed", "mixed", "untested"]})
    >>> evidence_table(claims).set_index("Certainty").to_dict("index")
    {'Low': {'Mixed results': 2, 'Not tested': 0}, 'Not tested': {'Mixed results': 0, 'Not tested': 1}}
    """
    counts = pd.crosstab(claims["certainty"], claims["verdict"])
    counts = counts.reindex(
        index=[key for key in CERTAINTY if key in counts.index],
        columns=[key for key in INKS if key in counts.columns],
    )
    table = counts.rename(index=CERTAINTY, columns=SHORT).rename_axis(index="Certainty", columns=None)
    return table.reset_index()


def evidence_bars(claims: pd.DataFrame) -> alt.LayerChart:
    """Claims as a bar for each certainty, parted by verdict, with the number in each part.

    Parameters
    ----------
    claims : pandas.DataFrame
        The table ``evidence``, or a part of it.

    Returns
    -------
    altair.LayerChart

    Examples
    --------
    >>> claims = pd.DataFrame({"certainty": ["low", "low", "none"], "verdict": ["mixed", "mixed", "untested"]})
    >>> evidence_bars(claims).description
    'Bar chart of 3 claims by certainty. Low: mixed results 2. Not tested: not tested 1.'
    """
    table = evidence_table(claims)
    rows = table.melt("Certainty", var_name="Verdict", value_name="Claims").query("Claims > 0")
    order = [SHORT[key] for key in INKS if SHORT[key] in table.columns]
    rows = rows.assign(place=rows["Verdict"].map(order.index)).sort_values("place", kind="stable")
    last = rows.groupby("Certainty")["Claims"].cumsum()
    rows = rows.assign(start=last - rows["Claims"], end=last, middle=last - rows["Claims"] / 2)
    fills = [INKS[key] for key in INKS if SHORT[key] in table.columns]
    base = alt.Chart(rows).encode(
        y=alt.Y(
            "Certainty:N",
            sort=list(CERTAINTY.values()),
            title=None,
            axis=alt.Axis(ticks=False, domain=False, labelLimit=140),
        ),
        tooltip=["Certainty", "Verdict", "Claims"],
    )
    bars = base.mark_bar(height={"band": 0.7}).encode(
        x=alt.X("start:Q", title=None, axis=None),
        x2="end:Q",
        color=alt.Color(
            "Verdict:N",
            scale=alt.Scale(domain=order, range=[fill for fill, _ in fills]),
            legend=alt.Legend(orient="bottom", title=None, columns=2, labelLimit=140, offset=6),
        ),
    )
    figures = base.mark_text(fontSize=13, fontWeight="bold").encode(
        x="middle:Q",
        text="Claims:Q",
        color=alt.Color("Verdict:N", scale=alt.Scale(domain=order, range=[ink for _, ink in fills]), legend=None),
    )
    return (
        alt.layer(bars, figures)
        .resolve_scale(color="independent")
        .properties(description=_in_words(table), width="container", height=alt.Step(34))
    )


def _in_words(table: pd.DataFrame) -> str:
    bars = []
    for row in table.to_dict("records"):
        parts = [f"{words.lower()} {row[words]}" for words in table.columns[1:] if row[words]]
        bars.append(f"{row['Certainty']}: {', '.join(parts)}")
    whole = count(int(table.drop(columns="Certainty").to_numpy().sum()), "claim")
    return f"Bar chart of {whole} by certainty. {'. '.join(bars)}."

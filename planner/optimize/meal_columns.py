"""A dish as columns of the model, and back."""

from planner.menu.dishes import fill
from planner.menu.plan import Dish
from planner.optimize.model import Model
from planner.optimize.weighed_meals import Columns


def columns_of(model: Model, slot: int, dish: Dish, again: bool = False) -> Columns | None:
    """The columns of a dish that was planned before, or None if it can't be made any more."""
    open_plates = (p for p in model.plates if p.day is None and p.slot == slot and p.again == again)
    plate = next((p for p in open_plates if p.template.dish == dish.dish), None)
    if plate is None:
        return None
    index = model.foods.frame.index
    wanted = [(s.food, s.servings) for s in dish.servings[: len(dish.servings) - len(plate.fixed)]]
    columns = [plate.head]
    for seat in plate.seats:
        for _ in range(seat.part.count):
            here = [
                k for k in range(seat.start, seat.stop)
                if wanted and index[model.food[k]] == wanted[0][0] and abs(model.servings[k] - wanted[0][1]) < 1e-6
            ]  # fmt: skip
            if here:
                columns.append(here[0])
                wanted.pop(0)
            elif not seat.part.optional:
                return None
    return None if wanted else tuple(columns)


def dish_of(model: Model, columns: Columns) -> Dish:
    """The dish that the columns of a meal stand for."""
    plate = model.plates[model.plate_of[columns[0]]]
    names = model.foods.frame.index
    chosen = [
        (seat.part, str(names[model.food[k]]), float(model.servings[k]))
        for seat in plate.seats
        for k in columns[1:]
        if seat.start <= k < seat.stop
    ]
    dish = fill(plate.template, chosen, model.foods)
    return Dish(dish.dish, plate.template.title, dish.servings) if plate.day is not None else dish

"""The plan as JSON, ``cramp-plan/1``, which opens again with the figures it was made with.

``write`` makes the document, ``read`` opens it, ``plan_parts`` are the parts that are read and their
bounds, ``plan_schema`` describes the whole for other programs, ``plan_foods`` the foods it carries.
"""

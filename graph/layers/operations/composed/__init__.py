"""Operations made of other operations, a group a file; `recipe.py` says how they are put together."""

"""Recipes: what a network is made of and how it is trained, each a readable record with a name."""

from inkread.training.recipes.augmentation import Augmentation
from inkread.training.recipes.named import RECIPES, TAUGHT_BY, find_recipe, recipe_of
from inkread.training.recipes.network import Network
from inkread.training.recipes.recipe import Recipe
from inkread.training.recipes.rivals import SpinalVgg, WaveMixLite

__all__ = [
    "RECIPES",
    "TAUGHT_BY",
    "Augmentation",
    "Network",
    "Recipe",
    "SpinalVgg",
    "WaveMixLite",
    "find_recipe",
    "recipe_of",
]

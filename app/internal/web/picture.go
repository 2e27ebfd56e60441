package web

import (
	"hash/fnv"
	"strconv"
)

// picture is a drawing of dishes.svg, in one of the tones of style.css.
type picture struct{ Dish, Tone string }

// dishes by the tags that they go with; the first ones that fit are taken.
var dishes = []struct {
	names []string
	tags  []string
}{
	{[]string{"glass"}, []string{"drink", "cocktail", "smoothie", "lemonade"}},
	{[]string{"cup"}, []string{"tea", "coffee", "cocoa"}},
	{[]string{"bread"}, []string{"bread", "sandwich", "rolls", "flatbread"}},
	{[]string{"cake"}, []string{"dessert", "cake", "sweet", "cookies", "pastry", "pie"}},
	{[]string{"taco"}, []string{"mexican", "tacos", "wrap"}},
	{[]string{"noodles"}, []string{"noodles", "pasta", "dumplings"}},
	{[]string{"bowl"}, []string{"soup", "stew", "broth", "porridge"}},
	{[]string{"pot"}, []string{"curry", "chili", "rice", "beans", "lentils", "one-pot"}},
	{[]string{"salad"}, []string{"salad", "greens"}},
	{[]string{"jar"}, []string{"sauce", "dip", "pickles", "snack"}},
	{[]string{"pan"}, []string{"breakfast", "eggs", "pancakes"}},
	{[]string{"carrot", "tomato", "aubergine", "mushroom"}, []string{"vegan", "vegetarian", "vegetables"}},
	{[]string{"fish"}, []string{"fish", "seafood"}},
	{[]string{"drumstick"}, []string{"chicken", "turkey", "duck"}},
	{[]string{"steak"}, []string{"beef", "pork", "lamb", "meat", "barbecue"}},
}

const tones = 6

// pictureOf draws the same recipe always in the same way.
func pictureOf(title string, tags []string) picture {
	hash := fnv.New32a()
	_, _ = hash.Write([]byte(title)) // never fails
	number := hash.Sum32()
	tone, rest := strconv.Itoa(int(number%tones)), int(number>>12)
	for _, dish := range dishes {
		for _, tag := range tags {
			for _, known := range dish.tags {
				if tag == known {
					return picture{dish.names[rest%len(dish.names)], tone}
				}
			}
		}
	}
	return picture{dishes[rest%len(dishes)].names[0], tone}
}

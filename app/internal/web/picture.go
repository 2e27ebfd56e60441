package web

import (
	"hash/fnv"
	"strconv"
)

// picture is a drawing of dishes.svg, in one of the tones of style.css.
type picture struct{ Dish, Tone string }

// dishes by the tags that they go with; the first one that fits is taken.
var dishes = []struct {
	name string
	tags []string
}{
	{"bowl", []string{"soup", "stew", "curry", "chili", "broth", "porridge", "breakfast"}},
	{"salad", []string{"salad", "vegetables", "vegan", "greens"}},
	{"bread", []string{"bread", "baking", "sandwich", "rolls", "flatbread"}},
	{"cake", []string{"dessert", "cake", "sweet", "cookies", "pastry", "pie"}},
	{"cup", []string{"drink", "tea", "coffee", "cocktail", "smoothie"}},
	{"pot", []string{"pasta", "noodles", "rice", "beans", "sauce", "one-pot"}},
	{"pan", []string{"eggs", "pancakes", "fish", "meat", "chicken", "quick"}},
}

const tones = 6

// pictureOf draws the same recipe always in the same way.
func pictureOf(title string, tags []string) picture {
	hash := fnv.New32a()
	_, _ = hash.Write([]byte(title)) // never fails
	number := hash.Sum32()
	tone := strconv.Itoa(int(number % tones))
	for _, dish := range dishes {
		for _, tag := range tags {
			for _, known := range dish.tags {
				if tag == known {
					return picture{dish.name, tone}
				}
			}
		}
	}
	return picture{dishes[number/tones%uint32(len(dishes))].name, tone}
}

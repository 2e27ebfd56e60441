package web

import (
	"fmt"
	"strconv"
	"strings"

	"alchemorsel.dev/app/internal/recipe"
)

// duration of so many minutes, in words.
func duration(minutes int) string {
	hours, rest := minutes/60, minutes%60
	switch {
	case hours == 0:
		return strconv.Itoa(rest) + " min"
	case rest == 0:
		return strconv.Itoa(hours) + " h"
	}
	return fmt.Sprintf("%d h %d min", hours, rest)
}

// stars says a rating in words.
func stars(rating recipe.Rating) string {
	switch rating.Count {
	case 0:
		return "Not rated yet"
	case 1:
		return fmt.Sprintf("%.1f of 5 stars, 1 rating", rating.Average)
	}
	return fmt.Sprintf("%.1f of 5 stars, %d ratings", rating.Average, rating.Count)
}

func capital(word string) string { return strings.ToUpper(word[:1]) + word[1:] }

// shorten keeps the first characters of a text.
func shorten(text string, most int) string {
	if runes := []rune(text); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return text
}

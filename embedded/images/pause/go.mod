module alchemorsel.dev/pause

go 1.26

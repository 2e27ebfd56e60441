/** What makes the pages quicker; they work without it. */
import { liveRating } from "./live";
import { instantRating } from "./rating";
import { instantSearch } from "./search";

const search = document.querySelector<HTMLFormElement>("form.search");
if (search && document.getElementById("results")) {
    instantSearch(search);
}
const rating = document.getElementById("rating");
if (rating) {
    instantRating(rating);
    if (rating.dataset.recipe) {
        liveRating(rating.dataset.recipe);
    }
}

/** A recipe's rating, as the API has it. */
interface Rating {
    readonly average: number;
    readonly count: number;
}

const againAfter = 60_000;

/**
 * Shows the rating as others change it. Only where somebody looks: a browser has six connections to a site of HTTP/1.1, and
 * six recipes in the background would take them all.
 */
export function liveRating(recipe: string): void {
    let events: EventSource | undefined;
    let later: ReturnType<typeof setTimeout> | undefined;
    const follow = () => {
        clearTimeout(later);
        events?.close();
        events = undefined;
        if (document.visibilityState === "visible") {
            events = new EventSource(`/api/v1/recipes/${recipe}/rating/events`);
            events.addEventListener("rating", (event: MessageEvent<string>) => {
                show(JSON.parse(event.data) as Rating);
            });
            // Whatever answers otherwise than with events, as a pod that has too many, ends it for good by itself.
            events.addEventListener("error", () => {
                if (events?.readyState === EventSource.CLOSED) later = setTimeout(follow, againAfter);
            });
        }
    };
    document.addEventListener("visibilitychange", follow);
    follow();
}

function show(rating: Rating): void {
    for (const each of document.querySelectorAll("#rating .average, .lead .average .hidden")) {
        write(each, inWords(rating));
    }
    for (const each of document.querySelectorAll(".lead .average [aria-hidden]")) {
        write(each, `★ ${oneDigit(rating.average)}`);
    }
}

/** What stays is not written, or it would be read out again. */
function write(element: Element, text: string): void {
    if (element.textContent !== text) {
        element.textContent = text;
    }
}

/** One digit, as Go writes it: of two that are as near it takes the even one, 4.2 for 4.25, where toFixed takes the higher. */
function oneDigit(average: number): string {
    return (average % 1 === 0.25 ? average - 0.05 : average).toFixed(1);
}

/** As the page says it (internal/web/words.go). */
function inWords({ average, count }: Rating): string {
    if (count === 0) {
        return "Not rated yet";
    }
    return `${oneDigit(average)} of 5 stars, ${count} ${count === 1 ? "rating" : "ratings"}`;
}

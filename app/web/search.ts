import { swap } from "./swap";

/** How long nobody types before a search is sent. */
const pause = 150;

/**
 * Shows the results of a search while it is typed. Each is the page that the form would open, and the address follows, so
 * that a reload, a link or the way back show the same.
 */
export function instantSearch(form: HTMLFormElement): void {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let running: AbortController | undefined;
    const search = async () => {
        running?.abort();
        const own = (running = new AbortController());
        const address = addressOf(form);
        try {
            const answer = await fetch(address, { headers: { Accept: "text/html" }, signal: own.signal });
            if (!swap(await answer.text(), "results")) {
                throw new Error("another page");
            }
            history.replaceState(null, "", address);
        } catch {
            if (!own.signal.aborted) {
                // by a later search, which has taken its place
                sayOld();
            }
        }
    };
    const soon = () => {
        clearTimeout(timer);
        timer = setTimeout(() => void search(), pause);
    };
    form.addEventListener("input", soon);
}

/** Nobody should take the results for those of the new words. The button leads to the page that says what is wrong. */
function sayOld(): void {
    const status = document.querySelector('#results [role="status"]');
    if (status) {
        status.textContent =
            "The search did not work, so these are still the results before. Press Search to try again.";
    }
}

/** Where the form leads to, without what is not filled in. */
function addressOf(form: HTMLFormElement): string {
    const query = new URLSearchParams();
    for (const [name, value] of new FormData(form)) {
        if (typeof value === "string" && value !== "") {
            query.append(name, value);
        }
    }
    const text = query.toString();
    return text === "" ? form.action : `${form.action}?${text}`;
}

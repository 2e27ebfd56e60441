import { swap } from "./swap";

/** Sends a rating and shows the new one in its place; whatever goes wrong, the form is sent as without this script. */
export function instantRating(section: HTMLElement): void {
    section.addEventListener("submit", (event) => {
        const form = event.target as HTMLFormElement;
        const button = event.submitter as HTMLButtonElement | null;
        if (!button) {
            return;
        }
        event.preventDefault();
        if (section.hasAttribute("aria-busy")) {
            return; // a double click
        }
        void rate(section, form, button);
    });
}

async function rate(section: HTMLElement, form: HTMLFormElement, button: HTMLButtonElement): Promise<void> {
    section.setAttribute("aria-busy", "true");
    try {
        const body = new URLSearchParams({ [button.name]: button.value });
        const answer = await fetch(form.action, { method: "POST", headers: { Accept: "text/html" }, body });
        if (!answer.ok || !swap(await answer.text(), section.id)) {
            throw new Error("not rated");
        }
        section.querySelector<HTMLElement>(`button[value="${button.value}"]`)?.focus();
    } catch {
        sendPlainly(form, button);
    } finally {
        section.removeAttribute("aria-busy");
    }
}

/** A rating that is sent twice replaces itself: the browser has had its name since the page was shown. */
function sendPlainly(form: HTMLFormElement, button: HTMLButtonElement): void {
    const stars = document.createElement("input");
    stars.type = "hidden";
    stars.name = button.name;
    stars.value = button.value;
    form.append(stars);
    form.submit();
}

import { post, postTools } from "../../../delivery/notify/post";

/** Sends one message, as a process of its own: whom it trusts is settled at a process's start. */
void post({ url: process.argv[2]!, body: "{}", isPatient: false }, postTools).then((failure) => {
    console.log(failure ?? "arrived");
});

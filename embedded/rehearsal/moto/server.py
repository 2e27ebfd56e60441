"""moto's AWS on a port of 127.0.0.1 that it prints, with what the extension adds to it; it ends with its standard input.

Its one argument is JSON: {"moto": version, "port": number, "accountId", "callsFile"?, "prerequisites"?}. It ends with 97 where
another moto is installed, and with 98 where the port is taken.
"""

import json
import socket
import sys
import threading

import moto


class Refused(SystemExit):
    def __init__(self, code, text):
        print(text, file=sys.stderr)
        super().__init__(code)


def listen(port):
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(("127.0.0.1", port))
    except OSError as error:
        raise Refused(98, error) from None
    listener.listen(128)
    return listener


def serve(settings):
    if moto.__version__ != settings["moto"]:
        raise Refused(97, moto.__version__)
    listener = listen(settings["port"])
    # Only now: what is extended differs from one version of moto to the next.
    import calls
    import cbor
    # First what corrects, then what adds: tags stand on the corrected.
    import corrections  # noqa: F401
    import extension  # noqa: F401
    import gate  # noqa: F401
    import newer  # noqa: F401
    import prerequisites
    from moto.moto_server.werkzeug_app import DomainDispatcherApplication, MotoRequestHandler, create_backend_app
    from werkzeug.serving import make_server

    class Handler(MotoRequestHandler):
        wbufsize = -1  # Head and body of an answer leave together: calls.py says why.

        def log_request(self, *_):
            """Each call is in the file of calls."""

    prerequisites.make(settings["accountId"], settings.get("prerequisites", {}))
    moto_app = cbor.in_json(DomainDispatcherApplication(create_backend_app))
    app = calls.Recorded(moto_app, settings.get("callsFile"))
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Handler, fd=listener.fileno())
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(listener.getsockname()[1], flush=True)
    sys.stdin.read()
    server.shutdown()


serve(json.loads(sys.argv[1]))

package dev.loadtest.worker.http;

import dev.loadtest.engine.run.transport.ErrorCause;
import dev.loadtest.worker.http.dial.AddressPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Sends a request to a server that redirects it to each spelling of a denied address; reports which were connected to. */
public abstract class DeniedFuzz extends TransportFixture {
    /** Causes that end a request before any connection; no name among the spellings resolves. */
    private static final Set<ErrorCause> BEFORE = Set.of(ErrorCause.DENIED, ErrorCause.REDIRECT, ErrorCause.DNS);

    private final List<String> spellings = DeniedSpellings.all();

    /** @param firstHop the port of the redirecting server */
    protected abstract AddressPolicy rules(int firstHop);

    protected int tried() {
        return spellings.size();
    }

    @Override
    public int followRedirects() {
        return 3;
    }

    /** The spellings that led to more than a refusal, with what became of them. */
    protected List<String> through() throws Exception {
        ScriptedServer trap = server(peer -> peer.answer("reached"));
        ScriptedServer server = server(peer -> {
            for (String head = peer.readHead(); head != null; head = peer.readHead()) {
                int index = Integer.parseInt(head.split(" ")[1].substring(1));
                String to = "http://" + spellings.get(index) + ":" + trap.port() + "/";
                peer.write("HTTP/1.1 302 Found\r\nLocation: " + to + "\r\nContent-Length: 0\r\n\r\n");
            }
        });
        Sender sender = sender(target("127.0.0.1", server.port(), CONNECTIONS), rules(server.port()));
        List<String> through = new ArrayList<>();
        for (int i = 0; i < spellings.size(); i++) {
            Sender.End end = sender.send(get("/" + i), 100).await();
            if (!(end instanceof Sender.Failed failed && BEFORE.contains(failed.cause()))) {
                through.add(spellings.get(i) + ": " + end);
            }
        }
        if (trap.accepted() > 0) {
            through.add(trap.accepted() + " connections to the trap");
        }
        return through;
    }
}

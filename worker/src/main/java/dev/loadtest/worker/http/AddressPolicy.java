package dev.loadtest.worker.http;

import java.net.InetAddress;
import java.util.Optional;

/** Which addresses may be aimed at. Asked for every connection, those of redirects too, after its name is resolved. */
@FunctionalInterface
public interface AddressPolicy {

    /** No address is refused. */
    AddressPolicy ALLOW_ALL = resolved -> Optional.empty();

    /** Why an address may not be aimed at; empty where it may. Called on the loop: it must not block. */
    Optional<String> refusal(InetAddress resolved);
}

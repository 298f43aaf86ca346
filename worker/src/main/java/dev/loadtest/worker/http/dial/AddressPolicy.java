package dev.loadtest.worker.http.dial;

import java.net.InetAddress;
import java.util.Optional;

/**
 * What may be connected to. Asked for every connection, those of redirects too: of the host before its name is resolved,
 * then of each address that it has resolved to, which is the one that is dialled. Called on the loop: it must not block.
 */
@FunctionalInterface
public interface AddressPolicy {

    /** Nothing is refused. */
    AddressPolicy ALLOW_ALL = (host, port, resolved) -> Optional.empty();

    /** Why a host may not be aimed at, whatever its addresses; empty where that depends on them. */
    default Optional<String> refusal(String host, int port) {
        return Optional.empty();
    }

    /** Why an address of a host may not be aimed at; empty where it may. */
    Optional<String> refusal(String host, int port, InetAddress resolved);
}

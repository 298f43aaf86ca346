package dev.loadtest.worker.http.dial;

import java.net.InetAddress;
import java.util.Optional;

/**
 * Allowed destinations. Checked for every connection, including those of redirects: the host before resolution, then
 * each resolved address, which is the one dialled. Called on the loop: must not block.
 */
@FunctionalInterface
public interface AddressPolicy {

    /** Allows everything. */
    AddressPolicy ALLOW_ALL = (host, port, resolved) -> Optional.empty();

    /** Why a host is refused whatever its addresses; empty if they decide. */
    default Optional<String> refusal(String host, int port) {
        return Optional.empty();
    }

    /** Why an address of a host is refused; empty if it is allowed. */
    Optional<String> refusal(String host, int port, InetAddress resolved);
}

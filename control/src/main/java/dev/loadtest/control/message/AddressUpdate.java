package dev.loadtest.control.message;

import dev.loadtest.control.address.Cidr;
import dev.loadtest.control.address.TargetRule;
import java.util.List;

/**
 * Tells a worker where it may connect from now on. A worker ignores an update that is older than one it has received, so
 * that delay and repetition have no effect.
 *
 * @param epoch of the sender; the updates of a higher one are newer
 * @param version counts the sender's changes, from 1
 * @param allowed destinations as {@code TargetRule}s, in place of those so far
 * @param denied addresses and CIDRs, in addition to those so far
 */
public record AddressUpdate(long epoch, long version, List<String> allowed, List<String> denied) {

    /** @throws IllegalArgumentException if one of them is no rule, or neither an address nor a CIDR */
    public AddressUpdate {
        allowed = List.copyOf(allowed);
        denied = List.copyOf(denied);
        allowed.forEach(TargetRule::parse);
        denied.forEach(Cidr::parse);
    }

    public List<TargetRule> rules() {
        return allowed.stream().map(TargetRule::parse).toList();
    }

    /** The denied addresses as blocks. */
    public List<Cidr> blocks() {
        return denied.stream().map(Cidr::parse).toList();
    }

    /** Whether it was sent after another. */
    public boolean isNewerThan(AddressUpdate other) {
        return epoch != other.epoch ? epoch > other.epoch : version > other.version;
    }
}

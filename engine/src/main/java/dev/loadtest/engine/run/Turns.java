package dev.loadtest.engine.run;

import java.util.Collection;
import java.util.List;

/** The order in which shares send what is due. Confined to the loop. */
final class Turns {
    private final Collection<ShareRun> shares;
    private List<ShareRun> running = List.of();
    private List<ShareRun> ended = List.of();
    /** Whether the two lists match the current shares. */
    private boolean sorted = true;
    /**
     * Which of the running shares may send first: the one behind the last that sent. With a fixed order, one that has
     * requests waiting would take every freed connection, and those behind it would never send.
     */
    private int turn;

    /** @param shares a view of the engine's, in order of their orders */
    Turns(Collection<ShareRun> shares) {
        this.shares = shares;
    }

    /** A share was added or removed, or has ended or closed. */
    void changed() {
        sorted = false;
    }

    /** Sends due requests while there is room: first of running shares, then held ones of ended shares. */
    void pump() {
        if (!sorted) {
            sort();
        }
        List<ShareRun> due = running;
        List<ShareRun> leftovers = ended;
        int first = turn;
        for (int i = 0; i < due.size(); i++) {
            int at = (first + i) % due.size();
            long before = due.get(at).fired();
            pump(due.get(at));
            if (due.get(at).fired() > before) {
                turn = at + 1;
            }
        }
        leftovers.forEach(Turns::pump);
    }

    private static void pump(ShareRun share) {
        share.pump();
        // A share without tracked requests ends with its last send.
        share.checkEnd();
    }

    /** Lists are replaced instead of changed, because pumping may end a share. */
    private void sort() {
        sorted = true;
        running = shares.stream().filter(share -> !share.ended()).toList();
        ended = shares.stream()
                .filter(share -> share.ended() && !share.closed())
                .toList();
    }
}

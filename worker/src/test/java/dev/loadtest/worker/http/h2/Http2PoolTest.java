package dev.loadtest.worker.http.h2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.engine.plan.Target;
import dev.loadtest.engine.run.loop.VirtualLoop;
import dev.loadtest.worker.http.dial.Dial;
import dev.loadtest.worker.http.dial.Failure;
import dev.loadtest.worker.http.dial.Lifetime;
import dev.loadtest.worker.http.dial.Origin;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Permits, compared with a count of all lines after each step. */
class Http2PoolTest {
    private static final int STEPS = 20_000;
    private static final int CONNECTIONS = 5;

    private final Http2Pool pool = new Http2Pool(
            CONNECTIONS,
            new Lifetime(Target.Reuse.ENDLESS, () -> 0),
            owner -> {
                throw new AssertionError("nothing is sent here");
            },
            later -> {});
    private final List<Http2Line> taken = new ArrayList<>();
    private int expected = 1;

    private List<Http2Line> lines() {
        return taken.stream().distinct().filter(line -> !line.isGone()).toList();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void eachStreamIsOnALineWithTheFewest(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int step = 0; step < STEPS; step++) {
            if (pool.available() > 0 && random.nextInt(3) > 0) {
                take();
            } else if (!taken.isEmpty()) {
                change(random);
            }
        }
    }

    @Test
    void closingGivesUpWhatIsOpening() {
        VirtualLoop loop = new VirtualLoop();
        List<String> given = new ArrayList<>();
        Dial.Resolver resolver = (origin, found) -> found.addresses(List.of(new InetSocketAddress(443)), true);
        Dial.Opener<Http2Connection> opener = (address, opened) -> () -> given.add("up");
        Http2Pool opening = new Http2Pool(
                1,
                new Lifetime(Target.Reuse.ENDLESS, () -> 0),
                owner -> new Dial<>(loop, resolver, new Origin(true, "plots", 443), opener, owner),
                later -> {});
        opening.take().connect(new Unheard());
        loop.runUntil(loop.nanos() + 1);

        opening.close();

        assertThat(given).containsExactly("up");
    }

    private void take() {
        List<Http2Line> before = new ArrayList<>(pool.lines());
        int fewest = before.stream()
                .filter(line -> line.room() > 0)
                .mapToInt(Http2Line::taken)
                .min()
                .orElse(Integer.MAX_VALUE);
        boolean opens = fewest > 0 && before.size() < CONNECTIONS;
        assertThat(pool.needsConnection())
                .isEqualTo(before.size() < CONNECTIONS && before.stream().noneMatch(line -> line.taken() == 0));
        Http2Line line = pool.take();
        taken.add(line);
        assertThat(line.taken()).isEqualTo(opens ? 1 : fewest + 1);
        check();
    }

    private void change(SplittableRandom random) {
        int at = random.nextInt(taken.size());
        Http2Line line = taken.get(at);
        switch (random.nextInt(line.isGone() ? 1 : 10)) {
            case 0, 1, 2, 3, 4, 5, 6 -> pool.giveBack(taken.remove(at));
            case 7 -> pool.go(line);
            default -> {
                int streams = random.nextInt(6);
                pool.limit(line, streams);
                expected = Math.max(1, streams);
            }
        }
        check();
    }

    private void check() {
        int room = pool.lines().stream().mapToInt(Http2Line::room).sum();
        assertThat(pool.available())
                .isEqualTo(room + (CONNECTIONS - pool.lines().size()) * expected);
        assertThat(pool.idle()).isEqualTo((int)
                pool.lines().stream().filter(line -> line.taken() == 0).count());
        assertThat(pool.lines()).containsAll(lines());
        int streams = pool.lines().stream().mapToInt(Http2Line::taken).sum();
        assertThat(streams)
                .isEqualTo((int) taken.stream().filter(line -> !line.isGone()).count());
    }

    private static final class Unheard implements Dial.Owner<Http2Connection> {
        @Override
        public void connected(Http2Connection connection, long nanos) {
            throw new AssertionError("nothing answers here");
        }

        @Override
        public void failed(Failure failure) {
            throw new AssertionError("the dial was given up");
        }
    }
}

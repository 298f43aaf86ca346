package dev.loadtest.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs generators in turns, three rounds each, so that disturbances of the machine affect all of them. */
final class Contest {
    private static final int ROUNDS = 3;

    private final double seconds;
    private final Neighbours neighbours = new Neighbours();

    /** @param seconds duration of a generator's load in a round */
    Contest(double seconds) {
        this.seconds = seconds;
    }

    /** Every generator's rounds, in order of the generators. */
    Map<String, Rounds> run(List<Contender> contenders) throws IOException, InterruptedException {
        Map<String, List<Measured>> measured = new LinkedHashMap<>();
        neighbours.look();
        for (Contender contender : contenders) {
            contender.warmUp();
            measured.put(contender.name(), new ArrayList<>());
        }
        for (int round = 0; round < ROUNDS; round++) {
            neighbours.look();
            for (Contender contender : contenders) {
                Measured one = contender.run(seconds);
                measured.get(contender.name()).add(one);
                System.out.printf(
                        "%-22s %,9.0f a CPU second, %,9.0f a second%n",
                        contender.name(), one.perCpuSecond(), one.perSecond());
            }
        }
        neighbours.look();
        Map<String, Rounds> result = new LinkedHashMap<>();
        measured.forEach((name, rounds) -> result.put(name, new Rounds(rounds)));
        return result;
    }

    /** Reports how quiet the machine was. */
    String quietness() {
        return neighbours.sentence();
    }
}

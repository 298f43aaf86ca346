package dev.loadtest.engine.plan;

import dev.loadtest.engine.plan.syntax.Durations;
import java.time.Duration;

/** How long a user waits between two things it does: the same time always, or one that is drawn anew each time. */
public sealed interface Think {
    /** How many times its mean an exponential wait is cut at: one in 22,000 is longer. */
    int CUT = 10;

    Think NONE = new Fixed(Duration.ZERO);

    /** Always the same. */
    record Fixed(Duration length) implements Think {}

    /** Each time between the two, both included, as likely as any other. */
    record Uniform(Duration least, Duration most) implements Think {
        public Uniform {
            if (least.compareTo(most) > 0) {
                throw new IllegalArgumentException("the first of " + Durations.format(least) + ".."
                        + Durations.format(most) + " is above the second");
            }
        }
    }

    /** Exponentially distributed with this mean, cut at {@link #CUT} times it: the waits of a Poisson process. */
    record Exponential(Duration mean) implements Think {}

    /** The longest that it can be. */
    default Duration longest() {
        return switch (this) {
            case Fixed fixed -> fixed.length();
            case Uniform uniform -> uniform.most();
            case Exponential exponential -> exponential.mean().multipliedBy(CUT);
        };
    }

    /**
     * Reads the written form: {@code 2s}, {@code 1s..5s} or {@code exp(2s)}.
     *
     * @throws IllegalArgumentException with a sentence that says what is wrong
     */
    static Think parse(String text) {
        if (text.startsWith("exp(") && text.endsWith(")")) {
            return new Exponential(Durations.parse(text.substring("exp(".length(), text.length() - 1)));
        }
        int dots = text.indexOf("..");
        return dots < 0
                ? new Fixed(Durations.parse(text))
                : new Uniform(Durations.parse(text.substring(0, dots)), Durations.parse(text.substring(dots + 2)));
    }
}

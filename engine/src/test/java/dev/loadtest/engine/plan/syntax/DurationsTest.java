package dev.loadtest.engine.plan.syntax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DurationsTest {

    @ParameterizedTest
    @CsvSource({
        "300ms,      PT0.3S",
        "1.5s,       PT1.5S", // which fabric8's own Duration reads as 5 s
        "2m,         PT2M",
        "1h30m,      PT1H30M",
        "1h1m1s1ms1us, PT1H1M1.001001S",
        "250us,      PT0.00025S",
        "1.5us,      PT0.0000015S",
        "0s,         PT0S",
        "0.5h,       PT30M",
        "90m,        PT1H30M",
        "1m1.5s,     PT1M1.5S",
        "007s,       PT7S",
        "2562047h,   PT2562047H",
    })
    void reads(String text, Duration duration) {
        assertThat(Durations.parse(text)).isEqualTo(duration);
    }

    @ParameterizedTest
    @CsvSource({
        "'',         a duration is missing",
        "5,          write a number and a unit",
        "s,          write a number and a unit",
        "5 s,        write a number and a unit",
        "' 5s',      write a number and a unit",
        "'5s ',      write a number and a unit",
        ".5s,        write a number and a unit",
        "1.s,        write a number and a unit",
        "-5s,        write a number and a unit",
        "5S,         write a number and a unit",
        "5d,         write a number and a unit",
        "1e3s,       write a number and a unit",
        "PT5S,       write a number and a unit",
        "٥s,         write a number and a unit",
        "1m1h,       the longer before the shorter",
        "1s1s,       each unit stands once",
        "2562048h,   longer than 292 years",
        "0.1234us,   finer than a nanosecond",
        "1.0000000001s, finer than a nanosecond",
    })
    void refuses(String text, String because) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Durations.parse(text))
                .withMessageContaining(because)
                .withMessageContaining(text);
    }

    @ParameterizedTest
    @CsvSource({
        "PT0S,       0s",
        "PT0.3S,     300ms",
        "PT1.5S,     1.5s",
        "PT90S,      1m30s",
        "PT1H30M,    1h30m",
        "PT1H,       1h",
        "PT1H0.25S,  1h0.25s",
        "PT0.0012S,  1.2ms",
        "PT0.00025S, 250us",
        "PT0.000000001S, 0.001us",
    })
    void writes(Duration duration, String text) {
        assertThat(Durations.format(duration)).isEqualTo(text);
    }

    @Test
    void readsWhatItWrites() {
        Random random = new Random(3);
        for (int round = 0; round < 20_000; round++) {
            Duration duration = Duration.ofNanos(random.nextLong() >>> random.nextInt(1, 64));
            assertThat(Durations.parse(Durations.format(duration))).isEqualTo(duration);
        }
    }
}

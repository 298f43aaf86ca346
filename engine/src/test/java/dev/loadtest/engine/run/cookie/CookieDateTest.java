package dev.loadtest.engine.run.cookie;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CookieDateTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Wed, 09 Jun 2021 10:18:14 GMT     | 2021-06-09T10:18:14Z
            Wednesday, 09-Jun-21 10:18:14 GMT | 2021-06-09T10:18:14Z
            Wed Jun  9 10:18:14 2021          | 2021-06-09T10:18:14Z
            9 jUN 99 1:2:3                    | 1999-06-09T01:02:03Z
            9 June 69 1:2:3                   | 2069-06-09T01:02:03Z
            9 Jun 2021 10:18:14garbage        | 2021-06-09T10:18:14Z
            """)
    void readsFormatsOfServers(String text, Instant instant) {
        assertThat(CookieDate.epochMillis(text)).hasValue(instant.toEpochMilli());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "tomorrow",
                "Wed, 09 Jun 1600 10:18:14 GMT",
                "Wed, 32 Jun 2021 10:18:14 GMT",
                "Wed, 09 Jun 2021 24:18:14 GMT",
                "Wed, 09 Jun 2021 10:60:14 GMT",
                "Wed, 09 Jun 2021",
                "10:18:14 GMT",
                "Mon, 31 Feb 2021 10:18:14 GMT"
            })
    void refusesInvalidDates(String text) {
        assertThat(CookieDate.epochMillis(text)).isEmpty();
    }
}

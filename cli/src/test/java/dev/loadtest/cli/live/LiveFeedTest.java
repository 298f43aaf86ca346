package dev.loadtest.cli.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class LiveFeedTest {
    private final LiveFeed feed = new LiveFeed("first");

    @Test
    void slowReaderGetsTheLatest() throws Exception {
        assertThat(feed.after(0)).extracting(LiveFeed.Event::data).isEqualTo("first");

        feed.publish("second");
        feed.publish("third");

        LiveFeed.Event next = feed.after(1);
        assertThat(next).extracting(LiveFeed.Event::data).isEqualTo("third");
    }

    @Test
    void nothingFollowsTheLast() throws Exception {
        feed.end("report", "page");
        feed.publish("late");
        feed.end("gone", "");

        LiveFeed.Event last = feed.after(1);

        assertThat(last).isEqualTo(new LiveFeed.Event(2, "report", "page", true));
        assertThat(feed.after(2)).isNull();
    }

    /** A line end in the data must not end the event. */
    @Test
    void linesOfAnEvent() {
        assertThat(new String(new LiveFeed.Event(1, "data", "{\n\"a\": 1\r\n}", false).bytes(), StandardCharsets.UTF_8))
                .isEqualTo("event: data\ndata: {\ndata: \"a\": 1\ndata: }\n\n");
    }
}

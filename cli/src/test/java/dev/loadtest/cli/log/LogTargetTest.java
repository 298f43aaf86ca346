package dev.loadtest.cli.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogTargetTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    jsonl=r.jsonl                  | r.jsonl      | 1  | 1073741824
                    jsonl=a/r.jsonl,every=10       | a/r.jsonl    | 10 | 1073741824
                    jsonl=r.jsonl,max=200MiB       | r.jsonl      | 1  | 209715200
                    jsonl=r.jsonl,max=1KiB,every=2 | r.jsonl      | 2  | 1024
                    jsonl=a=b,c.jsonl              | a=b,c.jsonl  | 1  | 1073741824
                    """)
    void parsed(String value, String file, long every, long maxBytes) {
        assertThat(LogTarget.parse(value)).isEqualTo(new LogTarget(Path.of(file), every, maxBytes));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    r.jsonl                        | "r.jsonl" is not jsonl=FILE, and after it ,every=N and ,max=SIZE
                    csv=r.csv                      | "csv=r.csv" is not jsonl=FILE
                    jsonl=                         | the name of the file is missing
                    jsonl=,every=2                 | the name of the file is missing
                    jsonl=-                        | standard output has the cases and the summary
                    jsonl=r.jsonl,evry=10          | "evry" is neither every nor max
                    jsonl=r.jsonl,every=0          | every=0 is not a number from 1 on
                    jsonl=r.jsonl,every=x          | every=x is not a number from 1 on
                    jsonl=r.jsonl,max=10           | max=10 is not a size such as 200MiB or 2GiB
                    jsonl=r.jsonl,max=0MiB         | max=0MiB is not between 1KiB and the size of a disk
                    jsonl=r.jsonl,max=99999999999GiB | max=99999999999GiB is not between 1KiB and the size of a disk
                    """)
    void refused(String value, String why) {
        assertThatThrownBy(() -> LogTarget.parse(value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }
}

package dev.loadtest.cli.usage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.cli.process.ExitStatus;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class UsageErrorsTest {
    private final StringWriter err = new StringWriter();

    @Command(name = "broken")
    private record Broken(Callable<Integer> work) implements Callable<Integer> {
        @Override
        public Integer call() throws Exception {
            return work.call();
        }
    }

    private int status(Callable<Integer> work) {
        UsageErrors errors = new UsageErrors();
        return new CommandLine(new Broken(work))
                .setErr(new PrintWriter(err, true))
                .setExecutionExceptionHandler(errors)
                .setExecutionStrategy(errors)
                .execute();
    }

    @Test
    void exceptionIsNoVerdict() {
        assertThat(status(() -> {
                    throw new IllegalStateException("torn");
                }))
                .isEqualTo(ExitStatus.ERROR);
        assertThat(err.toString())
                .startsWith("loadtest has a defect; please report this:")
                .contains("torn");
    }

    @Test
    void errorIsNoVerdict() {
        assertThat(status(() -> {
                    throw new NoClassDefFoundError("dev/loadtest/Missing");
                }))
                .isEqualTo(ExitStatus.ERROR);
        assertThat(err.toString())
                .startsWith("loadtest has a defect; please report this:")
                .contains("dev/loadtest/Missing");
    }
}

package dev.loadtest.cli;

import dev.loadtest.cli.display.Console;
import dev.loadtest.cli.display.OneLine;
import dev.loadtest.cli.process.ExitStatus;
import dev.loadtest.cli.process.Program;
import dev.loadtest.cli.process.SignalStop;
import dev.loadtest.demo.Listener;
import dev.loadtest.demo.PlotService;
import dev.loadtest.demo.PlotServiceOptions;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** The demo service on loopback, for other commands to aim at, until a signal arrives. */
final class ServedDemo {
    static final int PORT = 8000;
    static final int MAX_PORT = 65_535;

    private final Console console;
    private final Program program;

    ServedDemo(Console console, Program program) {
        this.console = console;
        this.program = program;
    }

    /**
     * Serves until Ctrl-C, SIGTERM or SIGHUP, each of which is its ordinary end.
     *
     * @param port 0 for any free one
     * @return the exit status
     */
    int serve(int port) {
        Listener listener = new Listener("127.0.0.1", port, null);
        CountDownLatch ended = new CountDownLatch(1);
        try (SignalStop signals = SignalStop.install(reason -> {}, LocalRun::leave);
                PlotService service =
                        PlotService.start(PlotServiceOptions.defaults().withListener(listener))) {
            signals.begun(reason -> ended.countDown());
            text(service.url()).forEach(console.out()::println);
            console.out().flush();
            ended.await();
            return ExitStatus.PASSED;
        } catch (IOException e) {
            console.say(OneLine.of(e.getMessage() + "; end what listens there, or choose another port with --port N,"
                    + " 0 for any free one"));
            return ExitStatus.ERROR;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ExitStatus.ABORTED;
        }
    }

    private List<String> text(String url) {
        return List.of(
                "plot service ready on " + url + " until Ctrl-C; in another terminal, for instance:",
                "  " + program.name() + " run examples/smoke/loadtest.yaml --target " + url,
                "  " + program.name() + " run examples/shop/loadtest.yaml --target " + url,
                "  " + program.name() + " init first --url " + url + "/health");
    }
}

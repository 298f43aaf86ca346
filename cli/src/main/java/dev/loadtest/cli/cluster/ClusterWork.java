package dev.loadtest.cli.cluster;

import dev.loadtest.cli.cluster.api.ClusterProblem;
import dev.loadtest.cli.display.Console;
import dev.loadtest.cli.display.OneLine;
import dev.loadtest.cli.output.OutputFolder;
import dev.loadtest.cli.process.ExitStatus;
import java.io.IOException;

/** Work in a cluster, whose expected failures are a sentence and an exit status. */
interface ClusterWork {
    /** Returns the exit status. */
    int work() throws ClusterProblem, IOException, OutputFolder.Unusable;

    /** Does it, and tells why it failed. */
    static int done(Console console, ClusterWork work) {
        try {
            return work.work();
        } catch (ClusterProblem e) {
            console.say(OneLine.of(e.sentence()));
            return e.exit();
        } catch (OutputFolder.Unusable e) {
            console.say(OneLine.of(String.valueOf(e.getMessage())));
            return ExitStatus.UNUSABLE;
        } catch (IOException e) {
            console.say(OneLine.of(String.valueOf(e)));
            return ExitStatus.ERROR;
        }
    }
}

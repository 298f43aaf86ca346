package dev.loadtest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.cli.display.TerminalFacts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandLineTest {
    private final Printed printed = new Printed();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ''                                      | a command is missing: demo, init, run, list, validate, request, compare, cluster, completion or help
                    rnu f.yaml --workers 3                  | there is no command rnu (did you mean "run"?)
                    xyz                                     | there is no command xyz
                    help rnu                                | there is no command rnu (did you mean "run"?)
                    help cluster wach                       | there is no command wach (did you mean "watch"?)
                    cluster wach                            | there is no command wach (did you mean "watch"?)
                    completion fihs                         | SHELL must be bash, zsh or fish: fihs (did you mean "fish"?)
                    demo --port 1                           | --port is for --serve
                    demo --serve --port 65536               | --port must be 0 to 65535: 65536
                    demo --serve --output d                 | --output and -k are for a run
                    request f.yaml c 0 --seed -1            | --seed must be 0 to 9007199254740992: -1
                    run                                     | Missing required parameter: 'FILE'
                    run f.yaml --wokers=3                   | there is no option --wokers (did you mean "--workers"?)
                    run f.yaml --workers x                  | Invalid value for option '--workers': 'x' is not an int
                    run f.yaml --workers 0                  | --workers must be 1 to 1000: 0
                    run f.yaml --workers 2 --workers 3      | should be specified only once
                    run f.yaml --seed -1                    | --seed must be 0 to 9007199254740992: -1
                    run f.yaml --ref plots/token=f          | write it as secret/NAME/KEY=FILE or configmap/NAME/KEY=FILE
                    run f.yaml --ref secret/plots/token=    | write it as secret/NAME/KEY=FILE or configmap/NAME/KEY=FILE
                    run f.yaml --ref secret//token=f        | write it as secret/NAME/KEY=FILE or configmap/NAME/KEY=FILE
                    run f.yaml -n shop                      | -o are for a run in a cluster: add --cluster
                    run f.yaml --wait                       | -o are for a run in a cluster: add --cluster
                    run f.yaml --cluster --phase a          | in a cluster -k chooses cases
                    run f.yaml --cluster --ref secret/a/b=c | a cluster has the objects themselves
                    run f.yaml --out r.jsonl                | "r.jsonl" is not jsonl=FILE
                    run f.yaml --out jsonl=-                | standard output has the cases and the summary
                    run f.yaml --cluster --out jsonl=r      | --out is for a run on this machine
                    run f.yaml --cluster --debug 1          | --debug is for a run on this machine
                    run f.yaml --cluster --live             | --live is for a run on this machine
                    run f.yaml --live-port 80               | --live-port needs --live
                    run f.yaml --live --live-port 70000     | --live-port must be 1 to 65535: 70000
                    run f.yaml --cluster --wait=false --output d | --output needs --wait
                    run f.yaml --cluster -o xml             | write json or name
                    cluster                                 | a command is missing: compare, delete, list, report, rerun
                    cluster stop                            | Missing required parameter: 'NAME'
                    list f.yaml g.yaml                      | Unmatched argument at index 2: 'g.yaml'
                    validate f.yaml -k x                    | there is no option -k
                    """)
    void unusableArguments(String arguments, String explanation) {
        assertThat(execute(arguments)).isEqualTo(2);
        assertThat(printed.err())
                .contains(explanation)
                .contains("usage: ./loadtest")
                .contains("--help");
        assertThat(printed.out()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "--help, COMMAND",
        "help, COMMAND",
        "run --help, --ref",
        "help run, --ref",
        "help cluster watch, cluster watch",
        "cluster help rerun, --same-seed",
        "help compare, --confidence",
        "cluster help compare, --context",
        "demo -h, --output",
        "completion --help, 'bash, zsh, fish'",
        "--version, loadtest"
    })
    void helpOnStandardOutput(String arguments, String expected) {
        assertThat(execute(arguments)).isZero();
        assertThat(printed.out()).contains(expected);
        assertThat(printed.err()).isEmpty();
    }

    @Test
    void helpNamesExitStatuses() {
        execute("--help");
        assertThat(printed.out()).contains("0 Passed, 1 Failed, 2 unusable arguments or manifest, 3 Error or");
    }

    private int execute(String arguments) {
        String[] words = arguments.isBlank() ? new String[0] : arguments.strip().split(" +");
        return Main.commandLine(printed.console(TerminalFacts.PIPE)).execute(words);
    }
}

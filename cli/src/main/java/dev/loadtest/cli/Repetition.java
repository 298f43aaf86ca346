package dev.loadtest.cli;

import dev.loadtest.cli.display.ShellWord;
import dev.loadtest.cli.process.Program;
import dev.loadtest.crds.manifest.MaskedManifest;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The command that repeats a run, for reports: with its seed and without credentials. Pure. */
final class Repetition {
    private static final String SET = "--set";
    private static final String SEED = "--seed";

    /** Parts of a manifest whose texts may be credentials under any name. */
    private static final Pattern PRIVATE = Pattern.compile(".*(headers|auth|values|query|form|body).*");

    private Repetition() {}

    /** @param arguments of the command line, as the user gave them */
    static String of(Program program, List<String> arguments, long seed) {
        List<String> words = new ArrayList<>(List.of(program.name()));
        boolean seeded = false;
        for (int i = 0; i < arguments.size(); i++) {
            String word = arguments.get(i);
            seeded |= word.equals(SEED) || word.startsWith(SEED + "=");
            if (word.startsWith(SET + "=")) {
                words.add(ShellWord.of(SET + "=" + masked(word.substring(SET.length() + 1))));
            } else {
                boolean setting = i > 0 && arguments.get(i - 1).equals(SET);
                words.add(ShellWord.of(setting ? masked(word) : MaskedManifest.url(word)));
            }
        }
        if (!seeded) {
            words.add(SEED + " " + seed);
        }
        return String.join(" ", words);
    }

    private static String masked(String setting) {
        int end = setting.indexOf('=');
        String path = setting.substring(0, Math.max(0, end));
        boolean secret =
                MaskedManifest.isCredential(path) || PRIVATE.matcher(path).matches();
        return secret ? path + "=***" : MaskedManifest.url(setting);
    }
}

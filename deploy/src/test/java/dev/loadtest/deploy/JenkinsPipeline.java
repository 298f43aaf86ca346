package dev.loadtest.deploy;

import groovy.lang.Closure;
import groovy.lang.Script;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The sections and steps of a declarative pipeline that the Jenkinsfile uses; another name fails. */
public abstract class JenkinsPipeline extends Script {
    /** What runs the shell scripts: their exit status. */
    interface Shell {
        int run(String script);
    }

    final List<String> published = new ArrayList<>();
    private @Nullable Shell shell;
    private boolean failed;

    void shell(Shell value) {
        shell = value;
    }

    boolean failed() {
        return failed;
    }

    public void pipeline(Closure<?> body) {
        body.call();
    }

    public void agent(Object where) {}

    public void environment(Closure<?> body) {
        body.call();
    }

    public void stages(Closure<?> body) {
        body.call();
    }

    public void stage(String name, Closure<?> body) {
        body.call();
    }

    public void steps(Closure<?> body) {
        body.call();
    }

    /** Runs after steps that failed, too. */
    public void post(Closure<?> body) {
        body.call();
    }

    public void always(Closure<?> body) {
        body.call();
    }

    public Map<String, Object> file(Map<String, Object> credential) {
        return credential;
    }

    public void withCredentials(List<Object> credentials, Closure<?> body) {
        body.call();
    }

    public void sh(String script) {
        if (shell == null) {
            throw new IllegalStateException("there is no shell");
        }
        failed |= shell.run(script) != 0;
    }

    public void junit(String file) {
        published.add(file);
    }

    public void archiveArtifacts(Map<String, Object> what) {
        published.add(String.valueOf(what.get("artifacts")));
    }
}

package dev.loadtest.e2e;

import java.util.ArrayList;
import java.util.List;

/** A Helm release of the operator's chart. */
record Release(String name, String namespace, String chart) {
    /** Kinds created by the chart, except the CRD, and their dependents. */
    static final String KINDS =
            "clusterroles,clusterrolebindings,roles,rolebindings,serviceaccounts,services,deployments,"
                    + "replicasets,pods,poddisruptionbudgets,networkpolicies";

    static final String CHART = Kubernetes.file("helm/loadtest-operator").toString();

    /** @param name prefix of its objects */
    static Release of(String name, String namespace) {
        return new Release(name, namespace, CHART);
    }

    /** Installs or upgrades it with the given values; returns when its pods are ready. */
    Command upgrade(String... values) {
        return upgrade(List.of(), values);
    }

    /** Like {@link #upgrade}, and adopts objects of another release, such as the CRD. */
    Command takeOver(String... values) {
        return upgrade(List.of("--take-ownership"), values);
    }

    private Command upgrade(List<String> more, String... values) {
        List<String> options = new ArrayList<>(more);
        options.addAll(List.of("--create-namespace", "--reset-values", "--wait", "--timeout", "120s"));
        return Command.helm(words(List.of("upgrade", "--install", name, chart), options, values));
    }

    /**
     * Removes a release that was interrupted during a Helm operation, after which Helm neither upgrades nor uninstalls
     * it. The CRD stays.
     */
    void forgetIfBrokenOff() {
        Command status = Command.helm("status", name, "--namespace", namespace, "--output", "json");
        if (status.exit() == 0 && !status.out().contains("\"status\":\"deployed\"")) {
            Command.kubectl("delete", "secrets", "--namespace", namespace, "-l", "owner=helm,name=" + name)
                    .ok();
            Command.kubectl("delete", KINDS, "--all-namespaces", "-l", "app.kubernetes.io/instance=" + name)
                    .ok();
        }
    }

    /** Rendered objects, without the cluster. */
    Command template(String... values) {
        return Command.helm(words(List.of("template", name, chart), List.of(), values));
    }

    Command uninstall() {
        return Command.helm("uninstall", name, "--namespace", namespace, "--wait");
    }

    /** Cluster objects with its name in their label, as KIND/NAME. */
    List<String> objects(String kinds) {
        return Kubernetes.names("get", kinds, "--all-namespaces", "-l", "app.kubernetes.io/instance=" + name);
    }

    /** The user as which its pods authenticate. */
    String account() {
        return "system:serviceaccount:" + namespace + ":" + fullname();
    }

    String fullname() {
        return name + "-loadtest-operator";
    }

    private String[] words(List<String> command, List<String> options, String... values) {
        List<String> words = new ArrayList<>(command);
        words.addAll(List.of("--namespace", namespace));
        words.addAll(options);
        for (String value : values) {
            words.addAll(List.of("--set", value));
        }
        return words.toArray(String[]::new);
    }
}

package dev.loadtest.engine.plan;

/** A key of a Secret or ConfigMap, resolved where requests are sent, never in the plan. */
public record SecretRef(Kind kind, String name, String key) {

    public enum Kind {
        SECRET,
        CONFIG_MAP
    }

    /** In the syntax of {@code --ref}, such as {@code secret/plots/token}. */
    @Override
    public String toString() {
        return (kind == Kind.SECRET ? "secret/" : "configmap/") + name + "/" + key;
    }
}

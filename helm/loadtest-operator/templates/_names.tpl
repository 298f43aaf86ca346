{{/* The release's own name, at most 50 characters, so that suffixes still fit. */}}
{{- define "loadtest.fullname" -}}
{{- if contains .Chart.Name .Release.Name }}{{ .Release.Name | trunc 50 | trimSuffix "-" }}{{ else }}{{ printf "%s-%s" .Release.Name .Chart.Name | trunc 50 | trimSuffix "-" }}{{ end -}}
{{- end }}

{{/* The Secret of the operator's key. */}}
{{- define "loadtest.controlKey" -}}
{{ .Values.controlKey.secret | default (printf "%s-control-key" (include "loadtest.fullname" .)) }}
{{- end }}

{{- define "loadtest.selector" -}}
app.kubernetes.io/name: loadtest-operator
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "loadtest.labels" -}}
{{ include "loadtest.selector" . }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end }}

{{/* The labels of an object for monitoring: a list of the root and of labels from the values. */}}
{{- define "loadtest.monitoringLabels" -}}
{{ include "loadtest.labels" (index . 0) }}
{{- with index . 1 }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{/* Rights of the operator where it runs load tests, for a Role or a ClusterRole. No Secrets. */}}
{{- define "loadtest.rules" -}}
- apiGroups: [loadtest.dev]
  resources: [loadtests]
  verbs: [get, list, watch, delete]
- apiGroups: [loadtest.dev]
  resources: [loadtests/status]
  verbs: [update]
- apiGroups: [loadtest.dev]
  resources: [loadtests/finalizers]
  verbs: [update]
- apiGroups: [batch]
  resources: [jobs]
  verbs: [get, list, watch, create, patch, delete]
- apiGroups: [""]
  resources: [pods]
  verbs: [list, watch, delete]
- apiGroups: [""]
  resources: [configmaps]
  verbs: [get, create, patch, delete]
- apiGroups: [""]
  resources: [services, persistentvolumeclaims]
  verbs: [get]
- apiGroups: [discovery.k8s.io]
  resources: [endpointslices]
  verbs: [list]
- apiGroups: [networking.k8s.io]
  resources: [networkpolicies]
  verbs: [get, create, patch, delete]
- apiGroups: [""]
  resources: [events]
  verbs: [get, list, create, patch]
{{- end }}

{{/* An image by its values (image) and the root (root): REGISTRY/REPOSITORY:TAG. */}}
{{- define "loadtest.image" -}}
{{- $registry := (.root.Values.global).imageRegistry | default "" | trimSuffix "/" -}}
{{ with $registry }}{{ . }}/{{ end }}{{ .image.repository }}:{{ .image.tag | default .root.Chart.AppVersion }}
{{- end }}

{{/* Annotations of what "helm test" creates, in the order of weights. */}}
{{- define "loadtest.testHook" -}}
helm.sh/hook: test
helm.sh/hook-weight: {{ .weight | quote }}
helm.sh/hook-delete-policy: {{ .delete }}
{{- end }}

{{/* User and groups of the processes of pods; null values are left to image and admission. */}}
{{- define "loadtest.runAs" -}}
{{- $ids := .Values.podSecurityContext | default dict }}
{{- range $key := list "runAsUser" "runAsGroup" "fsGroup" }}
{{- if and (hasKey $ids $key) (not (kindIs "invalid" (get $ids $key))) }}
{{ $key }}: {{ int64 (get $ids $key) }}
{{- end }}
{{- end }}
{{- end }}

"""Makes the jar locks again, after a new version of Kafka or PostgreSQL: `python -m deploy.local.lock_jars`.

Resolves with jgo and writes jgo's own lock format: per file its Maven coordinates and SHA-256, no host name.
"""

from pathlib import Path
from tempfile import TemporaryDirectory

import tomli_w
from jgo.env import LockFile
from jgo.maven import Dependency, MavenContext

from deploy.local.jars import LOCKS, POSTGRES_BINARIES, POSTGRES_PLATFORMS

KAFKA = "org.apache.kafka:kafka_2.13:4.1.1"
# Not resolved together with Kafka: jgo would let log4j's own version list overrule Kafka's.
LOGGING = "org.apache.logging.log4j:log4j-slf4j-impl:2.24.3"
POSTGRES_VERSION = "17.6.0"


def lock_jars() -> None:
    """Write kafka.lock.toml (with everything Kafka needs) and postgres.lock.toml (one file per platform)."""
    with TemporaryDirectory() as folder:
        context = MavenContext(repo_cache=Path(folder), timeout=60)
        direct, transitive = context.resolver.resolve([context.create_dependency(KAFKA)])
        _write("kafka", [*direct, *transitive, context.create_dependency(LOGGING)])
        names = [f"{POSTGRES_BINARIES}-{platform}:{POSTGRES_VERSION}" for platform in POSTGRES_PLATFORMS.values()]
        _write("postgres", [context.create_dependency(name) for name in names])


def _write(name: str, dependencies: list[Dependency]) -> None:
    lock = LockFile.from_resolved_dependencies(dependencies)
    content = {"dependencies": [dependency.to_dict() for dependency in lock.dependencies]}
    (LOCKS / f"{name}.lock.toml").write_text(tomli_w.dumps(content))


if __name__ == "__main__":
    lock_jars()

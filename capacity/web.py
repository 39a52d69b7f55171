"""The application as `make run` serves it: its web workers do not outlive their server.

Where something else looks after the workers, that one loads `capacity.wsgi`.
"""

import signal

from capacity.supervisor import end_with_parent
from capacity.wsgi import application

__all__ = ["application"]

end_with_parent(signal.SIGKILL)

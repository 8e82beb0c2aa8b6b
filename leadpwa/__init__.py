"""LeadPWA: the showroom's lead policy, its training and its leads, offline first."""

__version__ = "0.1.0"

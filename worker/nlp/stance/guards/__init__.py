"""Why a proposed stance is not believed."""

//! menurut-model
